"""How names of persons, organisations and places are taken apart and compared."""
