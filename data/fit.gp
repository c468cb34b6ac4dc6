# Draws data/fit.png, the README's picture of eight units that learn a curve:
#   gnuplot data/fit.gp     (with rectify in the PATH)
set terminal pngcairo size 1000,380 font "sans,11" linewidth 1.6
set output "data/fit.png"
set datafile separator comma
set grid linecolor rgb "#dddddd"
set xlabel "x"
set xrange [-pi:pi]
set key bottom center
over = "=-3.141592653589793:3.141592653589793:401"
fitted(steps, wave) = sprintf("< rectify %s --sine-over%s | rectify grad units --ramp%s --units data/fit_start.csv --target - --fit %d --learning-rate 0.02 --quiet", wave, over, over, steps)
wave(name) = sprintf("< rectify %s --sine-over%s", name, over)
set multiplot layout 1,2
do for [name in "full generate"] {
  set title name eq "full" ? "|sin x|" : "sin x"
  set yrange [name eq "full" ? -0.6 : -1.6 : 1.6]
  plot wave(name) every ::1 using 1:2 with lines linecolor rgb "#bbbbbb" linewidth 3 title "target", \
       fitted(20, name) every ::1 using 1:3 with lines linecolor rgb "#e08214" title "20 steps", \
       fitted(200, name) every ::1 using 1:3 with lines linecolor rgb "#2166ac" title "200 steps", \
       fitted(2000, name) every ::1 using 1:3 with lines linecolor rgb "#b2182b" title "2000 steps"
}
unset multiplot
