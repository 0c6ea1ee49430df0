import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Words of comments and text answers, by which responses are found; responses without text cost nothing. */
export class FindResponsesByWords1760000003320 implements MigrationInterface {
  name = 'FindResponsesByWords1760000003320';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Of any language, whatever the locale of the database: in lower case, and between spaces and punctuation. No word may
      -- have more than 2,046 bytes: longer texts have theirs in pieces of 250 characters.
      -- The cost is what it takes: told less, the planner would rather read all comments than ask the index.
      CREATE FUNCTION words_of(comment text, answers jsonb) RETURNS tsvector
      LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE COST 1000 AS $function$
      DECLARE
        written text := lower((coalesce(comment, '') || ' ' ||
          coalesce(replace(jsonb_path_query_array(answers, '$[*].text')::text, '\\n', ' '), '')) COLLATE pg_c_utf8);
      BEGIN
        IF octet_length(written) > 2000 THEN
          written := regexp_replace(written COLLATE pg_c_utf8, '([^[:space:][:punct:]]{250})', '\\1 ', 'g');
        END IF;
        RETURN array_to_tsvector(array_remove(
          regexp_split_to_array(written COLLATE pg_c_utf8, '[[:space:][:punct:]]+'), ''));
      END
      $function$;

      -- All words of a text, each with the suffix: ':*' for all that begin so.
      CREATE FUNCTION wanted_words(wanted text, suffix text) RETURNS tsquery LANGUAGE sql IMMUTABLE PARALLEL SAFE
      RETURN (nullif(array_to_string(tsvector_to_array(words_of(wanted, NULL)), suffix || ' & '), '') || suffix)::tsquery;

      -- New words wait in a list, which tidy-word-index empties; the limit, in KiB, is for when that does not run.
      CREATE INDEX responses_words ON responses USING gin (words_of(comment, answers))
        WITH (gin_pending_list_limit = 32768) WHERE comment IS NOT NULL OR answers IS NOT NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX responses_words;
      DROP FUNCTION wanted_words;
      DROP FUNCTION words_of`);
  }
}
