/**
 * An AWS call on its way through the proxy.
 *
 * @public
 */
export interface AwsCall {
  /** As in endpoint names, such as `iam`; from the signature. */
  service: string;
  /** Such as `GetRole`; method and path if it is not known. */
  operation: string;
  /** The access key id that signs the call; identifies the caller. */
  accessKeyId: string;
}

interface Request {
  method: string;
  path: string;
  headers: Record<string, string | string[] | undefined>;
}

/** Determines the AWS call of a request. */
export function awsCall(request: Request, body: string): AwsCall {
  const [accessKeyId = '', , , service = ''] = credentialScope(request);
  return { service, operation: operationOf(request, body), accessKeyId };
}

// Access key, day, region, service, `aws4_request`:
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-signing-elements.html
function credentialScope({ headers }: Request): string[] {
  const [, scope = ''] =
    /Credential=([^,\s]+)/.exec(String(headers.authorization ?? '')) ?? [];
  return scope.split('/');
}

/**
 * The query protocol (IAM, STS, EC2) names the operation in the body, the JSON
 * protocol (SSM, KMS, CloudWatch Logs) in a header, S3 by method and path.
 */
function operationOf({ method, path, headers }: Request, body: string): string {
  const target = headers['x-amz-target'];
  return (
    new URLSearchParams(body).get('Action') ??
    (typeof target === 'string'
      ? target.slice(target.lastIndexOf('.') + 1)
      : (bucketOperation(method, path) ?? `${method} ${path}`))
  );
}

// S3 reads by method, path and query, with the bucket in the path:
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html
const BUCKET_OPERATIONS: ReadonlyArray<[name: string, request: RegExp]> = [
  ['ListBuckets', /^GET \/(\?(?!.*(?:encryption|policy)).*)?$/],
  ['GetBucketEncryption', /^GET \/[^/?]+\/?\?(?:.*&)?encryption\b/],
  ['GetBucketPolicy', /^GET \/[^/?]+\/?\?(?:.*&)?policy\b/],
  ['HeadBucket', /^HEAD \/[^/?]+\/?$/],
];

function bucketOperation(method: string, path: string): string | undefined {
  return BUCKET_OPERATIONS.find(([, request]) =>
    request.test(`${method} ${path}`),
  )?.[0];
}
