#> modified a.css
save() { sed -i 's/blue/red/' a.css; }
