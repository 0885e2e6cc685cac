#> created link/c.css
save() { ln -s sub/deep link; }
