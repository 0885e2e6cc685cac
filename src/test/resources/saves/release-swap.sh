# current -> releases/42: what differs between the two.
#2> modified current/a.css, created current/new.css, deleted current/old.css
setup() {
  mkdir -p ../releases/41 ../releases/42; ln -s ../releases/41 current
  echo one > ../releases/41/a.css; echo same > ../releases/41/b.css; echo o > ../releases/41/old.css
  echo two > ../releases/42/a.css; echo same > ../releases/42/b.css; echo n > ../releases/42/new.css
}
save() { ln -s ../releases/42 next; mv -T next current; }
