# Tout part d'ici. « make cours » prépare cette machine puis ouvre le cours ; « make » affiche cette liste.
# Rien n'est refait tant que rien n'a changé : chaque étape regarde d'abord ce qui est déjà là.
PYTHON ?= python3
BIN := .venv/bin

.DEFAULT_GOAL := aide
.PHONY: aide cours prepare full test lint preuve bench clean environment

aide:
	@echo 'make cours    prépare cette machine, puis ouvre le cours dans JupyterLab'
	@echo 'make prepare  prépare seulement : bibliothèques Python, moteur Docker, images, noyau Jupyter'
	@echo 'make test     prépare, puis passe tous les tests'
	@echo 'make lint     vérifie seulement la forme du code et des textes'
	@echo 'make preuve   joue toutes les réponses de tous les exercices, bonnes et mauvaises (une heure)'
	@echo 'make bench    mesure les temps, à côté de leurs planchers, et écrit BENCHMARKS.md'
	@echo "make clean    retire l'environnement Python et les caches (les images restent)"

environment:
	@command -v $(PYTHON) > /dev/null || { \
	  echo "Erreur : Python est introuvable. Installez Python 3.11 ou plus récent, puis relancez la commande." >&2; exit 1; }
	@$(PYTHON) -m checker.bootstrap

cours: environment
	@$(BIN)/checker cours

prepare: environment
	@$(BIN)/checker prepare

# L'édition donnée aux apprenants n'a pas les tests.
full:
	@test -d tests || { echo "Cette édition du cours n'a pas ses tests : lancez la commande dans le cours complet." >&2; exit 1; }

test: full environment
	@$(BIN)/checker prepare --tests
	$(BIN)/python -m pytest

lint: full environment
	$(BIN)/python -m pytest tests/project

preuve: environment
	@$(BIN)/checker prepare
	@$(BIN)/checker verify

bench: full environment
	@$(BIN)/checker prepare
	$(BIN)/python tests/bench/bench.py

clean:
	rm -rf .venv build *.egg-info .mypy_cache .ruff_cache .import_linter_cache .pytest_cache tests/artefacts
	find checker labs tests -name __pycache__ -type d -prune -exec rm -rf {} +
