alter table pdf.documents add column missing_glyphs text not null default 'refuse' check (missing_glyphs in ('refuse', 'name'));
comment on column pdf.documents.missing_glyphs is 'What becomes of characters that no font can show: the document is refused, or each is printed as its code point.';
