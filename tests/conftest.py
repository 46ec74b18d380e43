"""What holds for every test: how hypothesis runs."""

import os

from hypothesis import HealthCheck, Phase, settings

# No deadline: the machines that run this are shared, and a slow moment is no fault of the program.
# `HYPOTHESIS_PROFILE=thorough` looks twenty times as long.
settings.register_profile("default", deadline=None, print_blob=True)
settings.register_profile(
    "thorough",
    settings.get_profile("default"),
    max_examples=2_000,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(  # a mutant must not live or die by chance; what kills it may be long
    "mutation",
    settings.get_profile("default"),
    max_examples=25,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))
