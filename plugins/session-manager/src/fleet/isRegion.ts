const REGION = /^[a-z]{2}(?:-[a-z]+)+-\d{1,2}$/;

/** Whether a text has the form of a region, such as `us-east-1`. */
export function isRegion(text: string): boolean {
  return REGION.test(text);
}
