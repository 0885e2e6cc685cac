# Two files change names.
#> modified a.css, modified b.css
save() { mv a.css t; mv b.css a.css; mv t b.css; }
