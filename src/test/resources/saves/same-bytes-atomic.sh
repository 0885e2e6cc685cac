save() { cp a.css a.css.tmp; mv a.css.tmp a.css; }
