import type { Frame } from './frame-lines.ts';

/** A call without what differs between two builds, machines or runs: `function module/file`. */
export function normaliseFrame(frame: Frame): string {
  const name = functionName(frame.function);
  const file = fileName(frame.file);
  return [name, file].filter((part) => part !== '').join(' ');
}

function functionName(raw: string): string {
  return (
    raw
      .trim()
      // V8: how it was called
      .replace(/^(?:async |new )+/, '')
      .replace(/ \[as [^\]]*\]$/, '')
      .replace(
        /^(?:Object|Module|exports|module\.exports|Function|global|globalThis|window|self)\.(?=.)/,
        '',
      )
      .replace(/^<anonymous>$|^anonymous$|^\(anonymous\)$|^__\d+$|^eval$/, '')
      // JVM: the module, and what proxies and lambdas are called in this run
      .replace(
        /\$\$(?:EnhancerBy\w*|FastClassBy\w*|SpringCGLIB|Lambda|ByteBuddy)\$?.*?(?=\.|$)/,
        '',
      )
      .replace(/lambda\$(\w+)\$\d+/, '$1')
      .replace(/\$(?:Proxy)?\d+(?=\.|$)/g, '')
      .replace(/(GeneratedMethodAccessor|GeneratedConstructorAccessor)\d+/, '$1')
      // .NET: state machines and closures
      .replace(/<>c(?:__DisplayClass\d+_\d+)?\.?/g, '')
      .replace(/<(\w+)>[bdg]__\w+(?:\.MoveNext)?/g, '$1')
      .replace(/`\d+(?:\[[^\]]*\])?/g, '')
      // Go: closures and type parameters; Rust: closures
      .replace(/\.func\d+(?:\.\d+)*/g, '.func')
      .replace(/\[\.\.\.\]/g, '')
      .replace(/\{\{closure\}\}(?:#\d+)?/g, '{{closure}}')
      // Ruby: how deep in blocks
      .replace(/^(?:block|rescue|ensure)(?: \(\d+ levels\))? in /, '')
      // C++: the parameters
      .replace(/\(.*\)$/, '')
      .trim()
  );
}

/** Its last two segments, without what a bundler puts into a name for its content. */
function fileName(raw: string): string {
  if (raw === '<anonymous>' || raw === 'native' || raw.startsWith('[')) return '';
  const path = raw
    .replace(/^\w[\w-]*:\/\/\/?[^/]*\/?/, '')
    .replace(/[?#].*$/, '')
    .replaceAll('\\', '/');
  const segments = path
    .split('/')
    .filter((segment) => segment !== '' && segment !== '.' && segment !== '..');
  const last = segments.at(-1) ?? '';
  const folder = segments.at(-2);
  const plain = last
    .replace(/([.-])(?=[\w-]*\d)[\w]{6,}(?=\.\w+$)/, '$1<*>')
    .replace(/([.-])[0-9a-f]{8,}(?=\.|$)/i, '$1<*>');
  // Folders of one release or one run.
  return folder === undefined || /\d{3,}|^[A-Za-z]:$/.test(folder) ? plain : `${folder}/${plain}`;
}

const runtimeFiles =
  /(?:^|[\\/])(?:node_modules|site-packages|dist-packages|vendor|gems|third_party)[\\/]|^node:|^internal\/|[\\/]lib[\\/](?:python|ruby)\d|^<frozen |^\/rustc\/|[\\/]\.cargo[\\/]|[\\/]go[\\/](?:src|pkg)[\\/]|[\\/]pkg[\\/]mod[\\/]|^webpack[\\/]bootstrap|(?:^|[\\/])lib(?:c|pthread|stdc\+\+|asan|gcc_s)[.-]|\[internal function\]|sysdeps|^native$|^<anonymous>$|^index \d|<internal:/;

const runtimeFunctions =
  /^(?:java|javax|jakarta|jdk|sun|com\.sun|kotlin|kotlinx|scala|akka|groovy|clojure|org\.(?:springframework|apache|hibernate|junit|eclipse|jboss|aspectj|slf4j|postgresql|gradle)|io\.(?:netty|undertow|vertx|grpc|micrometer|reactivex)|reactor|okhttp3|retrofit2|rx|com\.(?:zaxxer|mysql|google\.common|fasterxml|intellij)|android|androidx|dalvik|com\.android)\.|^(?:System|Microsoft|Npgsql|Newtonsoft)\.|^(?:std|core|alloc|tokio|futures|rust_begin_unwind|__rust|rust_panic|backtrace|main::_start)(?:::|$)|^<(?:std|core|alloc|tokio)::|^(?:runtime|reflect|testing|syscall|net\/http|sync)\.|^(?:panic|__libc_start_main|_start|__asan\w*|__interceptor_\w+|abort|raise|malloc|free|operator new|start_thread|clone)$|^__libc_|^std::/;

/** Whether a call belongs to the program itself, and not to its runtime or a package that it uses. */
export function isInApp(frame: Frame): boolean {
  if (runtimeFiles.test(frame.file)) return false;
  const name = frame.function.replace(
    /^(?:async |new )+|^[\w.@-]+\/{1,2}(?=(?:java|javax|jdk|sun|com|org|io)\.)/g,
    '',
  );
  if (runtimeFunctions.test(name)) return false;
  return name !== '' || frame.file !== '';
}
