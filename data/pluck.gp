# Draws data/pluck.png, the README's first picture: a plucked string before and after the diode.
#   gnuplot data/pluck.gp     (with rectify in the PATH)
set terminal pngcairo size 900,300 font "sans,11" linewidth 1.6
set output "data/pluck.png"
set datafile separator comma
set grid linecolor rgb "#dddddd"
set key outside right center samplen 2
set xlabel "time in ms"
set ylabel "amplitude"
set xrange [100:125]
plot "< rectify half data/pluck.wav --with-input --no-header" using ($1*1e3):2 with lines linecolor rgb "#999999" title "pluck.wav", \
     "< rectify half data/pluck.wav --no-header" using ($1*1e3):2 with lines linecolor rgb "#0072b2" title "half.wav"
