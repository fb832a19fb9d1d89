import { describe, expect, it } from 'vitest';
import { fingerprintError } from './index.ts';

const frames = (stack: string): readonly string[] =>
  fingerprintError({ message: 'x', stack }).frames;

describe('frames', () => {
  it('V8', () => {
    const stack = `TypeError: Cannot read properties of undefined (reading 'id')
    at Object.placeOrder (/srv/app/releases/20250131/src/orders/place.ts:17:23)
    at async Promise.all (index 0)
    at async Server.<anonymous> (file:///srv/app/src/server.ts:5:1)
    at new Cart (/srv/app/src/cart.ts:3:9)
    at Layer.handle [as handle_request] (/srv/app/node_modules/express/lib/router/layer.js:95:5)
    at process.processTicksAndRejections (node:internal/process/task_queues:105:5)`;
    expect(frames(stack)).toEqual([
      'placeOrder orders/place.ts',
      'Server.<anonymous> src/server.ts',
      'Cart src/cart.ts',
    ]);
  });

  it('V8, bundled for browsers', () => {
    expect(
      frames(
        'Error: x\n    at t (https://shop.example/assets/index-Dk3J9xaB.js:1:5023)\n    at https://shop.example/assets/vendor.3f2a1b9c.js:2:1',
      ),
    ).toEqual(['t assets/index-<*>.js', 'assets/vendor.<*>.js']);
  });

  it('Firefox and Safari', () => {
    expect(
      frames('render@https://shop.example/js/app.js:10:3\n@https://shop.example/js/app.js:99:1'),
    ).toEqual(['render js/app.js', 'js/app.js']);
  });

  it('Java', () => {
    const stack = `Exception in thread "main" com.acme.OrderException: Order 5 failed
\tat com.acme.orders.OrderService$$EnhancerBySpringCGLIB$$a1b2c3.place(<generated>)
\tat com.acme.orders.OrderService.lambda$place$3(OrderService.java:42)
\tat java.base/java.util.concurrent.FutureTask.run(FutureTask.java:264)
\tat org.springframework.web.Filter.doFilter(Filter.java:1)
Caused by: java.sql.SQLException: timeout
\tat com.acme.db.Pool.take(Pool.java:9)
\t... 12 more`;
    expect(frames(stack)).toEqual(['com.acme.orders.OrderService.place', 'com.acme.db.Pool.take']);
  });

  it('Python, innermost first', () => {
    const stack = `Traceback (most recent call last):
  File "/app/src/web/views.py", line 10, in order
    place(5)
  File "/usr/lib/python3.12/site-packages/lib/core.py", line 3, in place
    check()
  File "/app/src/web/models.py", line 99, in check
    raise ValueError("no stock for 5")
ValueError: no stock for 5`;
    expect(frames(stack)).toEqual(['check web/models.py', 'order web/views.py']);
  });

  it('Go', () => {
    const stack = `panic: runtime error: index out of range [5] with length 3

goroutine 18 [running]:
main.(*Store).Get(0xc000010250, 0x5)
\t/home/ci/src/shop/store.go:27 +0x1d
main.handle.func1()
\t/home/ci/src/shop/main.go:12 +0x45
net/http.HandlerFunc.ServeHTTP(0x0, {0x7f, 0xc0})
\t/usr/local/go/src/net/http/server.go:2136 +0x29
created by main.main in goroutine 1
\t/home/ci/src/shop/main.go:9 +0x25`;
    expect(frames(stack)).toEqual([
      'main.(*Store).Get shop/store.go',
      'main.handle.func shop/main.go',
      'main.main shop/main.go',
    ]);
  });

  it('.NET', () => {
    const stack = `System.InvalidOperationException: Sequence contains no elements
   at System.Linq.ThrowHelper.ThrowNoElementsException()
   at Acme.Orders.OrderService.<PlaceAsync>d__5.MoveNext() in C:\\agent\\_work\\1\\s\\Orders\\OrderService.cs:line 42
--- End of stack trace from previous location ---
   at Acme.Web.Startup.<>c__DisplayClass1_0.<Configure>b__0(HttpContext context)`;
    expect(frames(stack)).toEqual([
      'Acme.Orders.OrderService.PlaceAsync Orders/OrderService.cs',
      'Acme.Web.Startup.Configure',
    ]);
  });

  it('Ruby', () => {
    const stack = `app/models/order.rb:10:in \`block (2 levels) in total': undefined method (NoMethodError)
\tfrom /usr/local/bundle/gems/rack-3.0/lib/rack.rb:5:in 'Rack#call'
\tfrom /srv/app/models/order.rb:5:in 'Order#place'`;
    expect(frames(stack)).toEqual(['total models/order.rb', 'Order#place models/order.rb']);
  });

  it('PHP', () => {
    const stack = `PHP Fatal error:  Uncaught RuntimeException: no stock in /var/www/html/src/Store.php:10
Stack trace:
#0 /var/www/html/src/Order.php(12): App\\Store->take('blue')
#1 /var/www/html/vendor/slim/App.php(99): Slim\\App->run()
#2 {main}`;
    expect(frames(stack)).toEqual(['App\\Store->take src/Order.php']);
  });

  it('Rust', () => {
    const stack = `thread 'main' panicked at src/main.rs:4:5:
stack backtrace:
   0: rust_begin_unwind
             at /rustc/9fc6b43126469e3858e2fe86cafb4f0fd5068869/library/std/src/panicking.rs:665:5
   1: shop::store::get::h0a1b2c3d4e5f6071
             at ./src/store.rs:4:5
   2: shop::main
             at ./src/main.rs:9:3`;
    expect(frames(stack)).toEqual(['shop::store::get src/store.rs', 'shop::main src/main.rs']);
  });

  it('C and C++', () => {
    const gdb = `#0  0x00007f1e2c in parse_header (buf=0x7ffe) at src/header.c:42
#1  0x00005581aa in main () at src/main.c:9`;
    const sanitizer = `==1234==ERROR: AddressSanitizer: heap-use-after-free on address 0x602000000010
    #0 0x4f5e11 in take(int) /build/x/store.cpp:12:3
    #1 0x7f33 in __libc_start_main (/lib/x86_64-linux-gnu/libc.so.6+0x27)`;
    expect(frames(gdb)).toEqual(['parse_header src/header.c', 'main src/main.c']);
    expect(frames(sanitizer)).toEqual(['take x/store.cpp']);
  });
});

describe('identity', () => {
  const stack = (message: string, line: number, call = 'placeOrder'): string =>
    `Error: ${message}\n    at ${call} (/srv/${line}/src/orders.ts:${line}:1)\n    at main (/srv/${line}/src/main.ts:${line}:2)`;
  const id = (message: string, line: number, call?: string): bigint =>
    fingerprintError({ message, type: 'Error', stack: stack(message, line, call) }).id;

  it('of a stack is its type and calls, whatever its message, lines and folders', () => {
    expect(id('no stock for alice', 10)).toBe(id('no stock for bob', 99));
    expect(id('no stock for alice', 10)).not.toBe(id('no stock for alice', 10, 'cancelOrder'));
    const base = { message: 'x', stack: stack('x', 1) };
    expect(fingerprintError({ ...base, type: 'Error' }).id).not.toBe(
      fingerprintError({ ...base, type: 'TypeError' }).id,
    );
  });

  it('tells causes apart', () => {
    const of = (cause: string): bigint =>
      fingerprintError({ message: 'x', stack: `${stack('x', 1)}\nCaused by: ${cause}: y` }).id;
    expect(of('java.sql.SQLException')).not.toBe(of('java.io.IOException'));
  });

  it('of a recursion does not depend on its depth', () => {
    const deep = (depth: number): bigint =>
      fingerprintError({
        message: 'Maximum call stack size exceeded',
        stack: `RangeError: x\n${'    at walk (/a/b/tree.ts:1:1)\n    at visit (/a/b/tree.ts:5:1)\n'.repeat(depth)}    at main (/a/b/main.ts:1:1)`,
      }).id;
    expect(deep(2)).toBe(deep(60));
  });

  it('counts the message where all calls are of the runtime', () => {
    const of = (message: string): bigint =>
      fingerprintError({
        message,
        stack: `Error: ${message}\n    at TCPConnectWrap.afterConnect [as oncomplete] (node:net:1611:16)`,
      }).id;
    expect(of('connect ECONNREFUSED 10.0.0.1:5432')).toBe(of('connect ECONNREFUSED 10.0.0.2:5432'));
    expect(of('connect ECONNREFUSED 10.0.0.1:5432')).not.toBe(of('read ECONNRESET'));
  });

  it('without a stack is the type and the masked message', () => {
    expect(
      fingerprintError({ message: 'Order 5 of ada@x.org failed', type: 'OrderError' }),
    ).toEqual({
      id: fingerprintError({ message: 'Order 77 of bob@y.org failed', type: 'OrderError' }).id,
      kind: 'message',
      template: 'Order <*> of <*> failed',
      frames: [],
    });
  });

  // What is stored must still be found by the next version: a change here needs another scheme.
  it('is the same number for ever', () => {
    expect(fingerprintError({ message: 'Order 5 failed' }).id).toBe(1845653776742883292n);
    expect(id('x', 1)).toBe(7351633400016955366n);
  });

  it('survives whatever a stack is', () => {
    for (const text of [
      '\0',
      '\ud800',
      'at '.repeat(100_000),
      `    at ${'('.repeat(100_000)}`,
      '\n'.repeat(1_000_000),
      `  File "${'a'.repeat(1_000_000)}`,
      '#1 0x1 in a('.repeat(1000),
    ]) {
      expect(fingerprintError({ message: text, stack: text }).template.length).toBeLessThanOrEqual(
        2048,
      );
    }
  });
});
