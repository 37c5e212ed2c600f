# Masks what is personal in an event with a key of KMS, by Powertools, and reads it again.
import os
from aws_lambda_powertools.utilities.data_masking import DataMasking
from aws_lambda_powertools.utilities.data_masking.provider.kms.aws_encryption_sdk import AWSEncryptionSDKProvider
masker = DataMasking(provider=AWSEncryptionSDKProvider(keys=[os.environ["KEY"]]))
def handler(event, context):
    return masker.decrypt(masker.encrypt(event))
