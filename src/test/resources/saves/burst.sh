#2> 1000 created
save() { for i in $(seq 1000); do echo $i > f$i.css; done; }
