#> 1000 created
save() { for i in $(seq 50); do mkdir d$i; for j in $(seq 20); do echo $j > d$i/$j.css; done; done; }
