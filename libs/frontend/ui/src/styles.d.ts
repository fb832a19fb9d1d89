// What importing the styles gives: nothing but their effect.
export {};
