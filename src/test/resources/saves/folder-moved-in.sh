#> created in/1/2/f.css, created in/g.css
save() { d=$(mktemp -d); mkdir -p $d/in/1/2; echo x > $d/in/1/2/f.css; echo y > $d/in/g.css; mv $d/in .; }
