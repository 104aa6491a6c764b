-- What was decided from accounts as they no longer are is not committed, but decided anew.
create function expect_rows(rows_found bigint, rows_expected bigint) returns void language plpgsql as $$
begin
  if rows_found <> rows_expected then
    raise exception '% of % accounts are as they were read', rows_found, rows_expected using errcode = 'serialization_failure';
  end if;
end
$$;
