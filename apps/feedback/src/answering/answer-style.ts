/** The one style sheet of the pages. `colour` is checked before: six hexadecimal digits, readable on white. */
export const answerStyle = (colour: string): string => `
:root{--brand:${colour};--ink:#1d1d1f;--soft:#4a4a4f;--line:#77777d;--fault:#b00020}
*{box-sizing:border-box}
html{font:1.0625rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Noto Sans Thai","Noto Sans CJK SC","PingFang SC","PingFang TC","Microsoft YaHei","Microsoft JhengHei",sans-serif;color:var(--ink);background:#fff;-webkit-text-size-adjust:100%}
body{margin:0;overflow-wrap:anywhere}
header,main,nav{max-width:40rem;margin:0 auto;padding:0 1rem}
header{padding-top:1rem;padding-bottom:.75rem;border-bottom:.25rem solid var(--brand);font-weight:700;display:flex;align-items:center;gap:.75rem}
header img{display:block;max-height:3rem;max-width:12rem}
nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1rem;list-style:none;margin:0;padding:.5rem 0}
nav a,nav b{display:inline-block;min-height:2.75rem;padding:.625rem 0}
a{color:var(--brand)}
h1{font-size:1.5rem;line-height:1.3;margin:1rem 0}
h2{font-size:1.125rem;margin:0 0 .5rem}
p{margin:0 0 1rem}
fieldset{border:0;margin:0;padding:0;min-width:0}
.question{margin:0 0 2rem}
fieldset fieldset{margin:0 0 1.25rem}
legend,.question>label:not(.choice){display:block;padding:0;margin:0 0 .5rem;font-weight:700;font-size:1.125rem}
fieldset fieldset legend{font-size:1rem;font-weight:600}
.mark{font-weight:400;color:var(--soft)}
.hint{margin:0 0 .5rem;color:var(--soft)}
.points{display:grid;grid-template-columns:repeat(6,minmax(0,1fr));gap:.375rem;margin:0 0 .5rem}
.points.few{grid-template-columns:repeat(auto-fit,minmax(2.5rem,1fr))}
.point{position:relative;display:block;cursor:pointer}
.point input{position:absolute;inset:0;width:100%;height:100%;margin:0;opacity:0;cursor:pointer}
.point span{display:flex;align-items:center;justify-content:center;min-height:2.75rem;border:.125rem solid var(--line);border-radius:.375rem;background:#fff}
.point input:checked+span{background:var(--brand);border-color:var(--brand);color:#fff;font-weight:700}
.choice{display:flex;align-items:center;gap:.75rem;min-height:2.75rem;padding:.375rem 0;cursor:pointer}
.choice input{flex:none;width:1.5rem;height:1.5rem;margin:0;accent-color:var(--brand)}
textarea,input[type=text]{width:100%;font:inherit;color:inherit;padding:.625rem;border:.125rem solid var(--line);border-radius:.375rem;background:#fff}
input[type=text]{max-width:12rem;min-height:2.75rem}
textarea{min-height:8rem;resize:vertical}
.wrong{border-left:.25rem solid var(--fault);padding-left:.75rem}
.fault{color:var(--fault);font-weight:700;margin:0 0 .5rem}
.faults{border:.1875rem solid var(--fault);border-radius:.375rem;padding:1rem;margin:1rem 0}
.faults ul{list-style:none;margin:0;padding:0}
.faults a{display:block;padding:.375rem 0;color:var(--fault)}
.steps{display:flex;flex-direction:row-reverse;justify-content:flex-end;flex-wrap:wrap;gap:.75rem;margin:0 0 2rem}
button{font:inherit;font-weight:700;min-height:3rem;padding:.625rem 1.5rem;border:.125rem solid var(--brand);border-radius:.375rem;background:var(--brand);color:#fff;cursor:pointer}
button.second{background:#fff;color:var(--brand)}
:focus-visible,.point input:focus-visible+span{outline:.1875rem solid #000;outline-offset:.1875rem}
@media (forced-colors:active){.point input:checked+span{outline:.1875rem solid Highlight}}
`;
