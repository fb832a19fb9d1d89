import type { LogSystem } from '../corpus.ts';

export const jsonLines: LogSystem = {
  name: 'json-lines',
  templates: String.raw`
{ "level":"info","time":"{iso}","msg":"request received","method":"{verb}","path":"{route}","reqId":"{uuid}"}
{ "level":"info","time":"{iso}","msg":"request done","status":{status},"took":{float},"reqId":"{uuid}"}
{ "level":"error","time":"{iso}","msg":"request failed","error":"{text}","reqId":"{uuid}"}
{ "level":"info","time":"{iso}","msg":"user signed in","user":"{user}","ip":"{ip}"}
{ "level":"info","time":"{iso}","msg":"user signed out","user":"{user}"}
{ "level":"warn","time":"{iso}","msg":"token expired","user":"{user}","token":"{token}"}
{ "level":"warn","time":"{iso}","msg":"retrying call to {service}","attempt":{small},"delay":{int}}
{ "level":"error","time":"{iso}","msg":"call to {service} failed","attempt":{small},"reason":"{timeout|refused|reset}"}
{ "level":"info","time":"{iso}","msg":"imported {int} rows from {file}","tags":["{word}","{word}"]}
{ "level":"info","time":"{iso}","msg":"exported {int} rows to {file}","tags":["{word}","{word}"]}
{ "level":"debug","time":"{iso}","msg":"cache set","key":"{user}:{int}","ttl":{int}}
{ "level":"debug","time":"{iso}","msg":"cache get","key":"{user}:{int}","hit":{bool}}
{ "level":"info","time":"{iso}","msg":"listening","port":{port}}
{ "level":"info","time":"{iso}","msg":"closing","open":{int}}
{ "level":"fatal","time":"{iso}","msg":"out of file descriptors","limit":{int}}
{ "level":"info","time":"{iso}","msg":"migration {int}_{add_users|drop_old|rename_cols} applied","took":{float}}
{ "level":"info","time":"{iso}","msg":"job {service} scheduled","next":"{iso}"}
{ "level":"info","time":"{iso}","msg":"job {service} completed","took":{float}}
{ "level":"error","time":"{iso}","msg":"job {service} crashed","stack":"Error: {text}\\n    at run (/srv/app/job.js:{int}:{small})"}
{ "level":"warn","time":"{iso}","msg":"schema mismatch","expected":{json},"actual":{json}}
{ "level":"info","time":"{iso}","msg":"uploaded","file":"{path}","size":{int}}
{ "level":"info","time":"{iso}","msg":"deleted","file":"{path}"}
{ "level":"info","time":"{iso}","msg":"mail sent","to":["{email}","{email}"],"subject":"{text}"}
{ "level":"error","time":"{iso}","msg":"mail bounced","to":["{email}"],"code":{int}}
{ "level":"info","time":"{iso}","msg":"feature toggled","feature":"{beta|dark|cart}","on":{bool},"by":"{user}"}
{ "level":"warn","time":"{iso}","msg":"queue depth {int} above {int}","queue":"{topic}"}
{ "level":"info","time":"{iso}","msg":"queue depth back to normal","queue":"{topic}"}
{ "level":"info","time":"{iso}","msg":"payment captured","amount":{float},"currency":"{EUR|USD|NOK}","card":"{word}"}
{ "level":"info","time":"{iso}","msg":"payment refunded","amount":{float},"currency":"{EUR|USD|NOK}"}
{ "level":"info","time":"{iso}","msg":"config changed","keys":["{word}","{word}","{word}"],"by":"{user}"}
`
    .trim()
    .split('\n'),
};
