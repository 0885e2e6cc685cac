#2> 1000 created
save() {
  perl -e 'for my $i (1..50) {
    mkdir "d$i";
    for my $j (1..20) { open my $f, ">", "d$i/$j.css"; print $f $j; close $f }
  }'
}
