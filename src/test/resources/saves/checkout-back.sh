# And back again.
#2> 100 created, 100 deleted, 800 modified
setup() {
  git init -q -b main .; git config user.email a@b; git config user.name n
  mkdir c; for i in $(seq 900); do echo $i > c/$i.css; done
  git add .; git commit -qm one; git checkout -qb other
  for i in $(seq 800); do echo changed $i > c/$i.css; done
  for i in $(seq 801 900); do rm c/$i.css; done
  for i in $(seq 1001 1100); do echo $i > c/$i.css; done
  git add -A .; git commit -qm two; :
}
save() { git checkout -q main; }
