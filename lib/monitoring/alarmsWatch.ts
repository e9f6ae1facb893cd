import type { IMetric } from "aws-cdk-lib/aws-cloudwatch";

/** Something that somebody has to look at, and what they are told of it: what it means and what to do. */
export type Watch = {
  name: string;
  says: string;
  metric: IMetric;
  /** The alarm goes off at this value or above. */
  from: number;
  /** How many times in a row; once unless told. */
  times?: number;
  /** Silence says nothing new; unless told, it says that all is well. */
  outlastsSilence?: true;
};
