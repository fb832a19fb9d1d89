import type { LogSystem } from '../corpus.ts';

export const batchEtl: LogSystem = {
  name: 'batch-etl',
  header: String.raw`{date} {time} [{INFO|WARN}]`,
  templates: String.raw`
Job {service} started by {user}
Job {service} finished in {dur}
Job {service} failed after {dur}: {text}
Job {service} skipped: previous run still active
Job {service} queued behind {int} others
Step 1/5: extract from {table}
Step 2/5: transform {int} rows
Step 3/5: validate against schema {version}
Step 4/5: load into {table}
Step 5/5: clean up {dir}
Read {int} rows from {table} in {dur}
Wrote {int} rows to {table} in {dur}
Rejected {int} rows of {table}: {missing key|bad date|negative amount|duplicate}
Row {int} of {file}: column {amount|date|customer|sku|qty} is empty
Row {int} of {file}: column {amount|date|customer|sku|qty} is not a number: {word}
File {file} not found in {dir}
File {file} is empty
Downloading {url} to {path}
Downloaded {size} from {url} in {dur}
Checksum of {file} matches
Checksum of {file} does not match: expected {sha}, got {sha}
Partition {date} of {table} already exists, overwriting
Partition {date} of {table} created
Dropping partition {date} of {table}
Connecting to warehouse as {user}
Connection to warehouse lost, attempt {small} of {small}
Watermark for {table} moved from {date} {time} to {date} {time}
No new data for {table} since {date}
Exchange rate for {EUR|USD|NOK|BRL|JPY} on {date} is {float}
Exchange rate for {EUR|USD|NOK|BRL|JPY} on {date} is missing, using {date}
Sending report {word} to {email}, {email}
Archived {int} files to {dir}
Memory usage {pct}, spilling {size} to disk
Summary: read={int} written={int} rejected={int} elapsed={dur}
Lock {service} acquired by {hostn}
Lock {service} released by {hostn}
Lock {service} is held by {hostn}, waiting
Deprecated option {batch-size|strict|legacy-dates} is ignored
`
    .trim()
    .split('\n'),
};
