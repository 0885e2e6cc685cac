#> deleted a.css, created z.css
save() { mv a.css z.css; }
