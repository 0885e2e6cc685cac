# A file in a folder made in the same instant, five deep, 200 times.
#> 200 created
save() { for i in $(seq 200); do mkdir -p n$i/2/3/4/5; echo x > n$i/2/3/4/5/f.css; done; }
