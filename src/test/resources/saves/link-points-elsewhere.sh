#> modified link.css
setup() { ln -s a.css link.css; }
save() { ln -s b.css next; mv -T next link.css; }
