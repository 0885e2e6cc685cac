# Believed after a second.
#> modified a.css
save() { : > a.css; }
