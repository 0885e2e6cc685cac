# atomic_save
#> modified a.css
save() { echo 'a { color: red }' > .sublA1B.tmp; mv .sublA1B.tmp a.css; }
