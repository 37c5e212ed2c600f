# Settings from everywhere: Parameter Store by name and path, secrets, AppConfig, each by Powertools.
from aws_lambda_powertools.utilities import parameters
from aws_lambda_powertools.utilities.feature_flags import AppConfigStore, FeatureFlags

store = AppConfigStore(environment="prod", application="shop", name="features")
flags = FeatureFlags(store=store)


def handler(event, context):
    endpoint = parameters.get_parameter("/shop/endpoint")
    everything = parameters.get_parameters("/shop/limits", decrypt=True)
    secret = parameters.get_secret("shop/api-key")
    raw = parameters.get_app_config(name="settings", environment="prod", application="shop")
    return flags.evaluate(name="sale", context={}, default=False)
