# Spaces, quotes, a newline, bytes that are no UTF-8: counted, since they cannot be written here.
#> 11 created
save() {
  for n in 'a b' "c'd" 'e"f' 'g<h>' $'i\nj' $'k\xffl' 'ü' '%20' '+' '#x' '日本'; do echo x > "$n.css"; done
}
