# set backupcopy=yes, with a swap file.
#> modified a.css
save() {
  echo swap > .a.css.swp; echo swap > .a.css.swx; rm .a.css.swx
  cp a.css a.css~
  echo 'a { color: red }' > a.css
  rm a.css~ .a.css.swp
}
