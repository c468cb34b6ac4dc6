# Draws data/envelope.png, a spoken word and what rectify makes of it (needs Debian's alsa-utils):
#   gnuplot data/envelope.gp     (with rectify in the PATH)
sound = " /usr/share/sounds/alsa/Front_Center.wav "
set terminal pngcairo size 1000,640 font "sans,11" linewidth 1.4
set output "data/envelope.png"
set datafile separator comma
set grid linecolor rgb "#dddddd"
set key outside right center samplen 2
set lmargin 7
set rmargin 18
set multiplot layout 2,1
set xlabel "time in s"
set xrange [0:1.4]
plot "< rectify half --with-input --no-header" . sound using 1:2 with lines linecolor rgb "#bbbbbb" title "sound", \
     "< rectify multiphase --envelope --no-header" . sound using 1:2 with lines linecolor rgb "#b2182b" title "envelope"
set xlabel "time in ms"
set xrange [215:245]
plot "< rectify half --with-input --no-header" . sound using ($1*1e3):2 with lines linecolor rgb "#bbbbbb" title "sound", \
     "< rectify full --no-header" . sound using ($1*1e3):2 with lines linecolor rgb "#2166ac" title "full", \
     "< rectify half --no-header" . sound using ($1*1e3):2 with lines linecolor rgb "#1b7837" title "half", \
     "< rectify multiphase --no-header --gain -8.1188 " . sound using ($1*1e3):2 with lines linecolor rgb "#762a83" title "8 phases · π/8", \
     "< rectify multiphase --envelope --no-header" . sound using ($1*1e3):2 with lines linecolor rgb "#b2182b" title "envelope"
unset multiplot
