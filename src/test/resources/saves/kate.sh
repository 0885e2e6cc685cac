#> modified a.css
save() {
  echo swap > .a.css.kate-swp
  echo 'a { color: red }' > a.css.Xy12Zw; mv a.css.Xy12Zw a.css
  rm .a.css.kate-swp
}
