# Draws data/shapes.png, the picture of the README, from what rectify prints:
#   gnuplot data/shapes.gp     (with rectify in the PATH)
set terminal pngcairo size 1000,420 font "sans,11" linewidth 1.6
set output "data/shapes.png"
set datafile separator comma
set key autotitle columnhead outside right center
set grid linecolor rgb "#dddddd"
set xlabel "time in ms"
set xrange [0:40]
set yrange [-1.1:2.8]
wave = " --sine 50 --cycles 2 "
plot "< rectify generate" . wave using ($1*1e3):2 with lines linecolor rgb "#bbbbbb" title "sine", \
     "< rectify half" . wave using ($1*1e3):2 with lines linecolor rgb "#1b7837" title "half", \
     "< rectify full" . wave using ($1*1e3):2 with lines linecolor rgb "#2166ac" title "full", \
     "< rectify full --hold 20ms" . wave using ($1*1e3):2 with lines linecolor rgb "#e08214" title "full, held", \
     "< rectify multiphase --phases 3" . wave using ($1*1e3):2 with lines linecolor rgb "#762a83" title "3 phases", \
     "< rectify multiphase --phases 8" . wave using ($1*1e3):2 with lines linecolor rgb "#b2182b" title "8 phases"
