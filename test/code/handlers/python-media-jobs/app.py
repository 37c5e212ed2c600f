# Starts jobs that act with a role of theirs, beside calls that name no resource at all.
import os
import boto3

media = boto3.client("mediaconvert")
transcribe = boto3.client("transcribe")
stacks = boto3.client("cloudformation")


def handler(event, context):
    media.create_job(Role=os.environ["MEDIA_ROLE"], Settings=event["settings"])
    media.create_job(Role=os.environ["MEDIA_ROLE"], Queue=os.environ["QUEUE_ARN"], Settings=event["settings"])
    transcribe.start_transcription_job(TranscriptionJobName=event["name"], Media=event["media"])
    transcribe.start_medical_scribe_job(MedicalScribeJobName=event["name"], DataAccessRoleArn=os.environ["SCRIBE_ROLE"])
    stacks.create_stack(StackName="site", TemplateURL=event["template"])
    stacks.update_stack(StackName="site", RoleARN=os.environ["DEPLOY_ROLE"], UsePreviousTemplate=True)
    boto3.client("polly").synthesize_speech(Text=event["text"], OutputFormat="mp3", VoiceId="Joanna")
    boto3.client("polly").synthesize_speech(Text=event["text"], LexiconNames=["w3c"], OutputFormat="mp3", VoiceId="Joanna")
    boto3.client("sts").assume_role(RoleArn=os.environ["OTHER_ROLE"], RoleSessionName="x")
