// SQL as Grafana sends it: variables first, as its frontend does, then macros, as the PostgreSQL data source does.
// https://grafana.com/docs/grafana/latest/datasources/postgres/query-editor/#macros
// https://grafana.com/docs/grafana/latest/visualizations/dashboards/variables/variable-syntax/

export interface GrafanaContext {
  readonly from: Date;
  readonly to: Date;
  /** Whether the data source says that the server has TimescaleDB. */
  readonly timescaledb: boolean;
  /** Values by name. A list is of a variable that takes several; `raw` is put in as it stands, as a custom value for all is. */
  readonly variables: Readonly<
    Record<string, string | readonly string[] | { readonly raw: string }>
  >;
}

/** Throws on a variable or macro that there is not. */
export function expand(sql: string, context: GrafanaContext): string {
  return withMacros(withVariables(sql, context), context);
}

function withVariables(sql: string, { variables }: GrafanaContext): string {
  return sql.replaceAll(
    /\$\{(\w+)(?::(\w+))?\}|\$(?!__)([a-zA-Z]\w*)/g,
    (_match, braced: string | undefined, format: string | undefined, plain: string | undefined) => {
      const name = braced ?? plain ?? '';
      const value = variables[name];
      if (value === undefined) throw new Error(`There is no variable ${name}.`);
      if (typeof value === 'object' && 'raw' in value) return value.raw;
      if (format === 'sqlstring') {
        return [value]
          .flat()
          .map((one) => quoted(one).replaceAll('"', '\\"'))
          .join(',');
      }
      if (format !== undefined) throw new Error(`Nothing here uses the format ${format}.`);
      // Where a variable takes several values the data source quotes them; of one that does not it doubles quotes.
      return typeof value === 'string' ? value.replaceAll("'", "''") : value.map(quoted).join(',');
    },
  );
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

const units: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };

function secondsOf(interval: string): number {
  const [, count, unit = ''] = /^'?(\d+)(\w)'?$/.exec(interval) ?? [];
  const seconds = units[unit];
  if (count === undefined || seconds === undefined) throw new Error(`${interval} is no interval.`);
  return Number(count) * seconds;
}

function withMacros(sql: string, context: GrafanaContext): string {
  const [from, to] = [context.from, context.to].map((date) => `'${date.toISOString()}'`);
  const group = (column: string, interval: string): string => {
    const seconds = secondsOf(interval);
    return context.timescaledb
      ? `time_bucket('${seconds.toFixed(3)}s',${column})`
      : `floor(extract(epoch from ${column})/${seconds})*${seconds}`;
  };
  // Arguments end at the first parenthesis, so none may hold one.
  return sql.replaceAll(/\$(\w+)\(([^)]*)\)/g, (match, name: string, list: string) => {
    const [column = '', interval = ''] = list.split(',').map((argument) => argument.trim());
    switch (name) {
      case '__timeFilter':
        return `${column} BETWEEN ${from} AND ${to}`;
      case '__timeFrom':
        return from ?? '';
      case '__timeTo':
        return to ?? '';
      case '__timeGroup':
        return group(column, interval);
      case '__timeGroupAlias':
        return `${group(column, interval)} AS "time"`;
      default:
        throw new Error(`${match}: there is no macro ${name}.`);
    }
  });
}
