#> deleted a.css, deleted link.css
setup() { ln -s a.css link.css; }
save() { rm a.css; }
