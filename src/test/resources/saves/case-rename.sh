#> created A.css, deleted a.css
save() { mv a.css A.css; }
