save() { touch a.css b.css index.html sub/deep/c.css sub; }
