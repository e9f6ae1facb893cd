import {
  type _Record,
  type DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  ResourceNotFoundException,
  TrimmedDataAccessException,
} from "@aws-sdk/client-dynamodb-streams";
import { DeleteMessageCommand, type Message, ReceiveMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";

type Given = {
  sqs: SQSClient;
  streams: DynamoDBStreamsClient;
  QueueUrl: string;
  /** Sends on what of these records is to be sent on; throws where it cannot. */
  publish: (records: _Record[]) => Promise<void>;
};
/** What Lambda says of a batch that it has given up: where it stands in the stream, and not what is in it. */
type Place = { streamArn: string; shardId: string; startSequenceNumber: string; endSequenceNumber: string };

/**
 * Publishes what the stream's reader has given up, batch by batch, each taken out of the queue when it is published; what the
 * stream has forgotten, after a day, stays there. Gives how many batches there were of each.
 */
export async function republish({ sqs, streams, QueueUrl, publish }: Given): Promise<{ done: number; late: number }> {
  const late = new Set<string | undefined>();
  let again = 0;
  for (let done = 0; ; ) {
    const message = await nextOf(sqs, QueueUrl);
    // What is late comes again while others are published: nothing else is left only once all of it has, one after the other.
    if (!message || again > late.size) return { done, late: late.size };
    if (late.has(message.MessageId)) {
      again++;
      continue;
    }
    again = 0;
    const records = await recordsAt(streams, JSON.parse(message.Body ?? "").DDBStreamBatchInfo);
    if (!records) late.add(message.MessageId);
    else {
      await publish(records);
      await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message.ReceiptHandle }));
      done++;
    }
  }
}

/** Hidden from others for a minute; one that could not be published is there again after that. */
async function nextOf(sqs: SQSClient, QueueUrl: string): Promise<Message | undefined> {
  const look = new ReceiveMessageCommand({ QueueUrl, VisibilityTimeout: 60, WaitTimeSeconds: 1 });
  return (await sqs.send(look)).Messages?.[0];
}

/** The records from the first to the last of a batch, with all that stood between them; null where the stream has forgotten them. */
async function recordsAt(streams: DynamoDBStreamsClient, place: Place): Promise<_Record[] | null> {
  try {
    return await read(streams, place);
  } catch (error) {
    if (error instanceof TrimmedDataAccessException || error instanceof ResourceNotFoundException) return null;
    throw error;
  }
}

async function read(
  streams: DynamoDBStreamsClient,
  { streamArn: StreamArn, shardId: ShardId, startSequenceNumber: SequenceNumber, endSequenceNumber }: Place,
): Promise<_Record[]> {
  const start = { StreamArn, ShardId, SequenceNumber, ShardIteratorType: "AT_SEQUENCE_NUMBER" } as const;
  let { ShardIterator } = await streams.send(new GetShardIteratorCommand(start));
  const records: _Record[] = [];
  const beyond = ({ dynamodb }: _Record) => BigInt(dynamodb?.SequenceNumber ?? 0) - BigInt(endSequenceNumber);
  while (ShardIterator) {
    const { Records = [], NextShardIterator } = await streams.send(new GetRecordsCommand({ ShardIterator }));
    records.push(...Records.filter((one) => beyond(one) <= 0));
    if (Records.some((one) => beyond(one) >= 0)) break;
    ShardIterator = NextShardIterator;
  }
  return records;
}
