# Two files change names.
#2> modified a.css, modified b.css
save() { mv a.css t; mv b.css a.css; mv t b.css; }
