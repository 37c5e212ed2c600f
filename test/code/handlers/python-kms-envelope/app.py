# Envelope encryption: a data key, the ciphertext beside the object, and signatures.
import os
import boto3

kms = boto3.client("kms")
KEY = os.environ["KEY_ARN"]


def handler(event, context):
    key = kms.generate_data_key(KeyId=KEY, KeySpec="AES_256")
    kms.encrypt(KeyId=KEY, Plaintext=b"x")
    kms.decrypt(CiphertextBlob=key["CiphertextBlob"])
    kms.re_encrypt(CiphertextBlob=key["CiphertextBlob"], DestinationKeyId=KEY)
    kms.sign(KeyId="alias/signing", Message=b"x", SigningAlgorithm="RSASSA_PSS_SHA_256")
