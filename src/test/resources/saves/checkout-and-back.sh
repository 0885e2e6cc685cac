# Nothing is different in the end.
setup() {
  git init -q -b main .; git config user.email a@b; git config user.name n
  git add .; git commit -qm one; git checkout -qb other
  for f in *.css; do echo changed > $f; done; git commit -qam two; git checkout -q main
}
save() { git checkout -q other; git checkout -q main; }
