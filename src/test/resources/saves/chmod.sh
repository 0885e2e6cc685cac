save() { chmod 600 a.css; chmod 700 sub; }
