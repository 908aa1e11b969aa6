"""Programs that run on instances on AWS, and locally as processes behind the deployed load balancer."""
