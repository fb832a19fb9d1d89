/** Names that renderers of code blocks take: GitHub's, and aliases in wide use. In lower case. */
export const knownLanguages: ReadonlySet<string> = new Set(
  (
    'abap abnf ada apache apacheconf apex apl applescript arduino asciidoc asm astro awk bash bat batch bibtex bicep ' +
    'bnf c c# c++ cfg cjs clj clojure cmake cmd coffee coffeescript conf console cpp crystal cs csharp css csv cts cuda ' +
    'cypher d dart dhall diff docker dockerfile dot dotenv ebnf editorconfig ejs elixir elm env erb erlang ex excel ' +
    'f# fish flow fortran fsharp gdscript geojson gherkin git gitattributes gitconfig gitignore gleam glimmer-js ' +
    'glimmer-ts glsl gnuplot go gql gradle graphql graphviz groovy haml handlebars haskell haxe hbs hcl hjson hlsl hs ' +
    'html html+erb http https idris ignore ini ispc j java javascript jinja jinja2 jl jq js json json5 jsonc jsonl ' +
    'jsonnet jsx julia justfile k kdl kotlin kql kt latex lean less liquid lisp llvm log lua make makefile markdown ' +
    'math mathematica matlab md mdx mermaid mjs ml mojo mts mysql nasm nginx nim nix nu nushell objc objective-c objectivec ' +
    'ocaml odin pascal patch perl pgsql php phtml pl plain plaintext plantuml plist plpgsql plsql po postcss postgres ' +
    'postgresql powershell prisma prolog promql properties proto protobuf ps1 pug puppet purescript py python pycon q ' +
    'qml r raku razor rb reason regex regexp rest rs rst ruby rust sas sass scala scheme scss sed sh sh-session shell ' +
    'shell-session shellscript shellsession smalltalk solidity sparql sql sqlite stan stl stylus svelte svg swift ' +
    'systemd tcl terraform tex text textile tf thrift toml topojson ts tsql tsv tsx turtle twig txt typescript ' +
    'typoscript v vala vb verilog vhdl vim viml vue vue-html wasm wat webassembly wgsl xhtml xml xquery xsl xslt yacc ' +
    'yaml yml zig zsh'
  ).split(' '),
);

/** Blocks that hold programs, by how they are parsed. */
export const programLanguages: Readonly<Record<string, 'ts' | 'tsx' | 'js' | 'jsx' | undefined>> = {
  ...{ ts: 'ts', typescript: 'ts', mts: 'ts', tsx: 'tsx' },
  ...{ js: 'js', javascript: 'js', mjs: 'js', jsx: 'jsx' },
};

export const shellLanguages: ReadonlySet<string> = new Set(
  'sh bash zsh shell shellscript console shell-session sh-session shellsession'.split(' '),
);
