/** The package's types stand at its name, and its module in a file that its name does not lead to in Node. */
declare module 'wgsl_reflect/wgsl_reflect.module.js' {
  export { WgslExec, WgslParser } from 'wgsl_reflect'
}
