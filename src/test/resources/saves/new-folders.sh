# A file in a folder made in the same instant, five deep, 200 times.
#2> 200 created
save() {
  perl -e 'for (1..200) {
    my $d = "n$_"; mkdir $d;
    for my $i (2..5) { $d .= "/$i"; mkdir $d }
    open my $f, ">", "$d/f.css"; print $f "x"; close $f
  }'
}
