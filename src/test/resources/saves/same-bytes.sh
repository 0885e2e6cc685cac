save() { cp a.css /tmp/same.$$; cat /tmp/same.$$ > a.css; rm /tmp/same.$$; }
