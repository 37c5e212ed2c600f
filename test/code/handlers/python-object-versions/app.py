# Objects by their versions, with access lists, tags and locks set along: other actions than those of the plain calls.
import boto3

s3 = boto3.client("s3")
bucket = boto3.resource("s3").Bucket("archive")


def handler(event, context):
    version = event["version"]
    s3.get_object(Bucket="in", Key="a", VersionId=version)
    s3.head_object(Bucket="in", Key="a", VersionId=version)
    s3.get_object_tagging(Bucket="in", Key="a", VersionId=version)
    s3.download_file("in", "a", "/tmp/a", {"VersionId": version})
    s3.delete_object(Bucket="in", Key="a", VersionId=version)
    s3.delete_object(Bucket="in", Key="a")
    s3.delete_objects(Bucket="in", Delete={"Objects": [{"Key": "a", "VersionId": version}, {"Key": "b"}]})
    s3.delete_objects(Bucket="old", Delete={"Objects": [{"Key": "a", "VersionId": version}]})
    s3.put_object(Bucket="out", Key="a", Body=b"", ACL="bucket-owner-full-control", Tagging="a=b")
    s3.put_object(Bucket="out", Key="a", Body=b"", ObjectLockMode="GOVERNANCE", ObjectLockLegalHoldStatus="ON")
    s3.upload_file("/tmp/a", "out", "a", ExtraArgs={"ACL": "public-read"})
    s3.copy_object(CopySource={"Bucket": "in", "Key": "a", "VersionId": version}, Bucket="out", Key="a", ACL="private")
    s3.copy_object(CopySource="in/a", Bucket="out", Key="a")
    s3.copy_object(CopySource=f"in/a?versionId={version}", Bucket="out", Key="a")
    s3.generate_presigned_url("get_object", Params={"Bucket": "in", "Key": "a", "VersionId": version})
    bucket.upload_file(Filename="/tmp/a", Key="a", ExtraArgs={"Tagging": "a=b"})
