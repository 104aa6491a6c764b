-- An account is written again and again: with room beside it on its page, its indexes need not hear of it.
alter table accounts set (fillfactor = 40);
